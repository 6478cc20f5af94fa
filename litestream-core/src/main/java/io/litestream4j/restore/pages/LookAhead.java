package io.litestream4j.restore.pages;

import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.fetch.Workers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;

/** Opens files in their order, some before they are asked for. For one thread. */
final class LookAhead {

    /** Bounds memory to 8 MiB, as a file is in memory as a whole only if it is small. */
    private static final int DEPTH = 32;

    private final Iterator<ReplicaFile> files;
    private final FileOpener opener;
    private final Workers workers;
    private final Queue<Future<OpenedFile>> opened = new ArrayDeque<>();

    LookAhead(List<ReplicaFile> files, FileOpener opener, Workers workers) {
        this.files = files.iterator();
        this.opener = opener;
        this.workers = workers;
    }

    boolean hasNext() {
        return !opened.isEmpty() || files.hasNext();
    }

    /** Returns the next file as soon as it is open. */
    OpenedFile next() throws IOException {
        while (opened.size() < DEPTH && files.hasNext()) {
            ReplicaFile file = files.next();
            opened.add(workers.fetch(() -> opener.open(file)));
        }
        return workers.await(opened.remove());
    }
}
