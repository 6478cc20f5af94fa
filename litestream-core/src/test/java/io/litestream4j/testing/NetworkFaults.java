package io.litestream4j.testing;

/** What is wrong with the network of a {@link FaultyProxy} now. Safe for use by several threads. */
final class NetworkFaults {

    private final ResetTrigger toServer = new ResetTrigger();
    private final ResetTrigger toClient = new ResetTrigger();
    private volatile long delayMillis;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile boolean swallowing;

    ResetTrigger toServer() {
        return toServer;
    }

    ResetTrigger toClient() {
        return toClient;
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    void limit(long bytes) {
        bytesPerSecond = bytes;
    }

    void swallow(boolean on) {
        swallowing = on;
    }

    boolean isSwallowing() {
        return swallowing;
    }

    /** Returns how long to hold a block back. */
    long holdMillis(int bytes) {
        return delayMillis + bytes * 1000L / bytesPerSecond;
    }

    void heal() {
        toServer.disarm();
        toClient.disarm();
        delayMillis = 0;
        bytesPerSecond = Long.MAX_VALUE;
        swallowing = false;
    }
}
