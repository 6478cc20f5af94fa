package io.litestream4j.io;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Puts failures into words for people. Those of the file system often have no other message than a path. */
public final class FileFailures {

    private FileFailures() {}

    /** Returns what has failed and why, never no more than a path. */
    public static String describe(Exception failure) {
        String message = failure.getMessage();
        if (message == null) {
            return failure.toString();
        }
        return failure instanceof FileSystemException file && file.getReason() == null
                ? message + ": " + reason(file)
                : message;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        return failure instanceof NotDirectoryException
                ? "not a directory"
                : failure.getClass().getSimpleName();
    }
}
