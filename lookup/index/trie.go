package index

import (
	"cmp"
	"slices"

	"joqtau/lookup/name"
)

// A trie is built from skeletons in their order.
type trie struct {
	labels []byte
	skips  []uint32
	path   []uint32 // nodes from the top to the last one
	last   string
	roots  []rootItem
}

type rootItem struct {
	node, skeleton uint32
	family         name.Family
}

// add adds a skeleton, which comes after all others, and returns the node at which it ends.
func (t *trie) add(skeleton string) uint32 {
	common := 0
	for common < len(t.last) && common < len(skeleton) && t.last[common] == skeleton[common] {
		common++
	}
	t.leave(common)
	for i := common; i < len(skeleton); i++ {
		t.path = append(t.path, uint32(len(t.labels)))
		t.labels = append(t.labels, byte(name.Number(skeleton[i])))
		t.skips = append(t.skips, 0)
	}
	t.last = skeleton
	node := t.path[len(t.path)-1]
	t.labels[node] |= isWhole
	return node
}

// leave ends the subtrees below a depth.
func (t *trie) leave(depth int) {
	for _, node := range t.path[depth:] {
		t.skips[node] = uint32(len(t.labels))
	}
	t.path = t.path[:depth]
}

// addRoot notes that the skeleton added last has a root, which ends on its path.
func (t *trie) addRoot(root name.Root, length int, skeleton uint32) {
	node := t.path[len(t.path)-1-(length-len(root.Skeleton))]
	t.labels[node] |= isRoot
	t.roots = append(t.roots, rootItem{node, skeleton, root.Family})
}

func (t *trie) pack(x *Index) {
	t.leave(0)
	x.labels = t.labels
	for _, skip := range t.skips {
		x.skips.add(skip)
	}
	slices.SortStableFunc(t.roots, func(a, b rootItem) int { return cmp.Compare(a.node, b.node) })
	for _, r := range t.roots {
		x.rootNodes.add(r.node)
		x.rootOf.add(r.skeleton)
		x.rootFamily = append(x.rootFamily, byte(r.family))
	}
}
