package io.litestream4j;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This process, for people who look at what it has written. */
final class ThisProcess {

    private ThisProcess() {}

    /** Returns {@code host:pid}, as Litestream names its own. */
    static String name() {
        long pid = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + pid;
        } catch (UnknownHostException e) {
            return "pid-" + pid;
        }
    }
}
