package io.litestream4j.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries out what a store can do, with one small object named {@code probe-…} beside the files: about ten requests. An object
 * that cannot be deleted stays, and the next probe uses it again. For one use by one thread.
 *
 * <p>The files themselves are written by the same means as the object, so what holds for it holds for them.
 */
public final class StoreProbe {

    private static final String PREFIX = "probe-";

    private final ReplicaUrl url;
    private final SideObjects objects;
    private final List<String> findings = new ArrayList<>();

    private StoreProbe(ReplicaClient replica) {
        this.url = replica.url();
        this.objects = replica.sideObjects();
    }

    /**
     * Tries everything out.
     *
     * @throws IOException if the store cannot be reached, or lets nothing be listed, written or read: then nothing can be
     *     replicated to it; the message says what is missing
     */
    public static ProbeResult run(ReplicaClient replica) throws IOException {
        return new StoreProbe(replica).run();
    }

    private ProbeResult run() throws IOException {
        List<String> left = objects.list(PREFIX);
        String name = left.isEmpty() ? PREFIX + random() : left.get(0);
        if (left.isEmpty()) {
            objects.create(name, content());
        }
        boolean createOnly = refusesToOverwrite(name);
        boolean replace = replacesOnlyWhatWasRead(name);
        boolean list = lists(name);
        boolean delete = deletes(name);
        return new ProbeResult(createOnly, replace, list, delete, findings);
    }

    private boolean refusesToOverwrite(String name) throws IOException {
        SideObject before = read(name);
        try {
            objects.create(name, content());
        } catch (SideObjectConflictException e) {
            return true;
        } catch (IOException e) {
            // Some stores forbid it to whoever may create and not overwrite, and say no more than that.
            if (read(name).equals(before)) {
                return true;
            }
            throw e;
        }
        findings.add(
                url + " overwrites objects that exist although it was told not to (create-only writes: If-None-Match,"
                        + " O_EXCL and the like): two writers would destroy each other's files. Use a store or server"
                        + " that honours them");
        return false;
    }

    private boolean replacesOnlyWhatWasRead(String name) throws IOException {
        SideObject before = read(name);
        byte[] content = content();
        try {
            objects.replace(before, content);
        } catch (IOException e) {
            findings.add(
                    url + " does not allow replacing (" + e.getMessage() + "): a lease needs that, nothing else does");
            return false;
        }
        if (!Arrays.equals(read(name).content(), content)) {
            findings.add(url + " does not show what was written last: reads have to be consistent with writes");
        }
        try {
            objects.replace(before, content());
        } catch (SideObjectConflictException e) {
            return true;
        }
        findings.add(url + " replaces " + name + " although it has changed (If-Match and the like are ignored): a lease"
                + " cannot be relied on there");
        return false;
    }

    private SideObject read(String name) throws IOException {
        Optional<SideObject> there = objects.get(name);
        return there.orElseThrow(() -> new IOException(
                name + " in " + url + " was written but cannot be read: allow reading what was just written"));
    }

    private boolean lists(String name) throws IOException {
        boolean listed = objects.list(PREFIX).contains(name);
        if (!listed) {
            findings.add(url + " does not list what was just written: listings have to be consistent with writes");
        }
        return listed;
    }

    private boolean deletes(String name) {
        try {
            objects.delete(name);
            return true;
        } catch (IOException e) {
            findings.add(url + " does not allow deleting (" + e.getMessage()
                    + "): allow it, or switch off what deletes, retention above all");
            return false;
        }
    }

    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private static byte[] content() {
        return ("litestream probe " + random() + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
