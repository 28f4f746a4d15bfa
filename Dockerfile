# Two stages: Go and a C compiler build one static binary, which is all that the second stage has, beside certificates.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=1 go build -trimpath -tags netgo,osusergo,sqlite_omit_load_extension \
    -ldflags '-s -w -linkmode external -extldflags "-static"' -o /out/joqtau ./cmd/joqtau \
    && mkdir -p /out/state

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/joqtau /usr/local/bin/joqtau
COPY --from=build --chown=nonroot:nonroot /out/state /state
COPY LICENSE data/LICENSE /licenses/
USER nonroot
VOLUME /state
ENV JOQTAU_STATE=/state/joqtau.db
# The binary starts and its dataset opens.
HEALTHCHECK --interval=60s --timeout=10s --start-period=5s CMD ["/usr/local/bin/joqtau", "version"]
ENTRYPOINT ["/usr/local/bin/joqtau"]
CMD ["serve"]
