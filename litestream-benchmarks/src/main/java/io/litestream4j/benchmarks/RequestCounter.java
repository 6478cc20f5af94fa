package io.litestream4j.benchmarks;

import java.io.IOException;

/** Counts the requests of the measured time of a run. Not safe for use by several threads. */
final class RequestCounter implements LoadRun.Observer {

    private final S3Gateway gateway;
    private S3Requests before = new S3Requests(0, 0, 0);
    private S3Requests during = new S3Requests(0, 0, 0);

    RequestCounter(S3Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void started() throws IOException {
        before = gateway.requests();
    }

    @Override
    public void ended() throws IOException {
        during = gateway.requests().since(before);
    }

    S3Requests requests() {
        return during;
    }
}
