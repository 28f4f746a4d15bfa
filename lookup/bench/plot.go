package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"joqtau/lookup/eval"
)

// plotReliability draws a report of joqtau eval --json: how often the best hit is right, by its score, with the numbers of
// questions.
func plotReliability(file string, in io.Reader) error {
	var report eval.Report
	if err := json.NewDecoder(in).Decode(&report); err != nil {
		return fmt.Errorf("read the report of joqtau eval --json: %w", err)
	}
	p := plot.New()
	p.Title.Text = fmt.Sprintf("Is the best hit right? %d questions, calibration error %.3f", report.All.Present+report.All.Absent, report.CalibrationError())
	p.X.Label.Text = "score of the best hit"
	p.Y.Label.Text = "share of questions for which it is right"
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, 0, 1.05
	p.Add(plotter.NewGrid())
	ideal := plotter.NewFunction(func(x float64) float64 { return x })
	ideal.Dashes = []vg.Length{vg.Points(4), vg.Points(4)}
	p.Add(ideal)
	shares := &shares{}
	var labels []string
	for _, b := range report.Reliability {
		if b.Count > 0 {
			n := float64(b.Count)
			low, high := wilson(float64(b.Right), n)
			share := float64(b.Right) / n
			shares.XYs = append(shares.XYs, plotter.XY{X: b.Score / n, Y: share})
			shares.YErrors = append(shares.YErrors, struct{ Low, High float64 }{share - low, high - share})
			labels = append(labels, fmt.Sprintf(" %d", b.Count))
		}
	}
	points, err := plotter.NewScatter(shares)
	if err != nil {
		return err
	}
	points.Shape = draw.CircleGlyph{}
	bars, err := plotter.NewYErrorBars(shares)
	if err != nil {
		return err
	}
	counts, err := plotter.NewLabels(plotter.XYLabels{XYs: shares.XYs, Labels: labels})
	if err != nil {
		return err
	}
	p.Add(bars, points, counts)
	return p.Save(14*vg.Centimeter, 12*vg.Centimeter, file)
}

// shares are points with the bounds between which they are likely to be.
type shares struct {
	plotter.XYs
	plotter.YErrors
}

// wilson is the interval of 95 % for a share (Wilson's score interval).
func wilson(right, n float64) (low, high float64) {
	const z = 1.96
	share := right / n
	middle := (share + z*z/(2*n)) / (1 + z*z/n)
	half := z * math.Sqrt(share*(1-share)/n+z*z/(4*n*n)) / (1 + z*z/n)
	return middle - half, middle + half
}
