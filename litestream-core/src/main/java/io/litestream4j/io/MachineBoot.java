package io.litestream4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells one run of the machine from the next: what was written and not synced survives everything but the end of a run. */
public final class MachineBoot {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private MachineBoot() {}

    /** Returns what is different after each start of the machine; empty where the system does not tell. */
    public static String id() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
