package io.litestream4j.verify;

import io.litestream4j.replica.ReplicaFile;

/** What reading one file has shown. */
sealed interface FileOutcome {

    /** Returns the file. */
    ReplicaFile file();

    /**
     * Nothing is wrong with the file as such.
     *
     * @param facts what is known of it
     */
    record Sound(FileFacts facts) implements FileOutcome {

        @Override
        public ReplicaFile file() {
            return facts.file();
        }
    }

    /** There is something wrong with the file. */
    record Refused(ReplicaFile file, Finding finding) implements FileOutcome {}

    /** The store says that there is no such file. */
    record Missing(ReplicaFile file) implements FileOutcome {}
}
