# docker build -t holdfast .
# docker run -p 8080:8080 -v holdfast:/data --read-only holdfast
#
# The image holds one static binary, the authorities it trusts and nothing else:
# no shell, no package manager. All it writes is in /data.

# What the image is, apart from its files.
FROM scratch AS shop
ENV HOLDFAST_DATA_DIR=/data TMPDIR=/data
EXPOSE 8080
USER 65532:65532
VOLUME /data
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["/holdfast", "health"]
ENTRYPOINT ["/holdfast"]
CMD ["serve"]

# Around a binary that is built already, with no registry to pull from: deploy/image.
FROM shop AS prebuilt
COPY --chown=65532:65532 data /data
COPY ca-certificates.crt /etc/ssl/certs/
COPY holdfast /

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY db/nocgo db/nocgo
RUN go mod download
COPY . .
# timetzdata: there is no zone file in the image.
RUN CGO_ENABLED=0 go build -trimpath -tags timetzdata -ldflags="-s -w" -o /out/holdfast . && mkdir /out/data

FROM shop
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/holdfast /
