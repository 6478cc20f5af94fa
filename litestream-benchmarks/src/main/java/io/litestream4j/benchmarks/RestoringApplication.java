package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.Restores;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An application that runs, and restores when it is asked to. */
final class RestoringApplication implements AutoCloseable {

    private final Program program;
    private final BufferedReader answers;

    private RestoringApplication(Program program) {
        this.program = program;
        this.answers = program.process().inputReader();
    }

    /** Starts the application with the replica that it restores from. */
    static RestoringApplication start(ReplicaPlace replica, Duration atMost) throws IOException {
        return new RestoringApplication(
                Jvm.start(Restores.class, List.of(replica.url()), replica.environment(), atMost));
    }

    /** Restores to a new file, and returns what the application has used for it. */
    ProcessUsage restore(Path target) throws IOException {
        ProcessUsage before = program.usage();
        program.tell(target.toString());
        if (answers.readLine() == null) {
            throw new IllegalStateException("process " + program.process().pid() + " has not restored " + target);
        }
        return program.usage().since(before);
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
