package io.litestream4j.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives a finished file its final name, and only if that name is free. */
final class FilePublication {

    private FilePublication() {}

    /** Renames {@code from} to {@code to} in the best way that the file system has. */
    static void publish(Path from, Path to) throws IOException {
        try {
            byLink(from, to);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
            byReservation(from, to);
        }
    }

    /** A hard link is the one rename-like operation that refuses to replace a file, also against other processes. */
    static void byLink(Path from, Path to) throws IOException {
        Files.createLink(to, from);
        try {
            Files.delete(from);
        } catch (IOException e) {
            // The final name is given. A second name left behind is harmless; saying that publishing failed is not.
        }
    }

    /**
     * For file systems without hard links: an empty file reserves the name, as creating one fails when it exists, then the
     * finished file replaces it. If the process dies in between, the empty file stays; it is not a valid file of any format
     * of ours, so whoever reads it reports it as truncated.
     */
    static void byReservation(Path from, Path to) throws IOException {
        Files.createFile(to);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            Files.delete(to);
            throw e;
        }
    }
}
