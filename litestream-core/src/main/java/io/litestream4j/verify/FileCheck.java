package io.litestream4j.verify;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxVerification;
import io.litestream4j.ltx.LtxVerifier;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.restore.fetch.ReplicaReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** Reads single files. Safe for use by several threads. */
final class FileCheck {

    private final ReplicaReader reader;
    private final VerifyMode mode;

    FileCheck(ReplicaReader reader, VerifyMode mode) {
        this.reader = reader;
        this.mode = mode;
    }

    /** Returns how many bytes are read of a file. */
    long bytes(ReplicaFile file) {
        return mode == VerifyMode.FULL ? file.size() : Math.min(file.size(), LtxHeader.SIZE);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if the store cannot be reached, or the thread was interrupted
     */
    FileOutcome check(ReplicaFile file) throws IOException {
        try {
            return mode == VerifyMode.FULL ? readAll(file) : readHeader(file);
        } catch (CorruptDataException e) {
            return new FileOutcome.Refused(file, Finding.damaged(file, e));
        } catch (ReplicaFileMissingException e) {
            return new FileOutcome.Missing(file);
        } catch (ReplicaUnavailableException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // A store that is away may fail like this, too: then this fails in the same way as every other request.
            reader.list(file.level());
            return new FileOutcome.Refused(
                    file, Finding.of(FindingKind.UNREADABLE, file, "cannot be read: " + e.getMessage()));
        }
    }

    private FileOutcome readAll(ReplicaFile file) throws IOException {
        try (InputStream in = reader.open(file)) {
            LtxVerification result = LtxVerifier.verify(file.name(), in, file.display());
            if (result instanceof LtxVerification.Sound sound) {
                return new FileOutcome.Sound(new FileFacts(file, sound.header(), sound.completeFrom()));
            }
            throw ((LtxVerification.Damaged) result).problem();
        }
    }

    private FileOutcome readHeader(ReplicaFile file) throws IOException {
        byte[] head = reader.read(file, 0, LtxHeader.SIZE);
        LtxHeader header = LtxHeader.load(ByteBuffer.wrap(head), file.display());
        header.requireName(file.name(), file.display());
        return new FileOutcome.Sound(new FileFacts(file, header, FileFacts.UNKNOWN));
    }
}
