package io.litestream4j.replica.webdav;

import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.RetryAfter;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the server.
 *
 * @param http the answer, whose body is closed with this
 */
record WebDavResponse(String method, String path, WebDavSettings settings, HttpResponse<BodyStream> http)
        implements Closeable {

    static final int OK = 200;
    static final int PARTIAL_CONTENT = 206;
    static final int MULTI_STATUS = 207;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int CONFLICT = 409;
    static final int PRECONDITION_FAILED = 412;
    static final int RANGE_NOT_SATISFIABLE = 416;
    static final int LOCKED = 423;
    static final int TOO_MANY_REQUESTS = 429;
    static final int INTERNAL_SERVER_ERROR = 500;
    static final int SERVICE_UNAVAILABLE = 503;
    static final int INSUFFICIENT_STORAGE = 507;

    int status() {
        return http.statusCode();
    }

    BodyStream body() {
        return http.body();
    }

    /** Returns whether the server has done it, all of it. */
    boolean isDone() {
        return status() / 100 == 2 && status() != MULTI_STATUS;
    }

    boolean isRedirect() {
        return status() / 100 == 3;
    }

    /** Returns whether the server, or a proxy before it, cannot answer now. */
    boolean isOverloadOrError() {
        return status() == TOO_MANY_REQUESTS || status() >= INTERNAL_SERVER_ERROR;
    }

    /** Throws unless the server has done it. */
    void requireDone() throws IOException {
        if (!isDone()) {
            throw failure();
        }
    }

    /** Returns what an answer means that is not the one hoped for. */
    IOException failure() {
        return switch (status()) {
            // A missing parent is a conflict.
            case NOT_FOUND, CONFLICT -> new NoSuchFileException(path);
            case PRECONDITION_FAILED -> new FileAlreadyExistsException(path);
            case UNAUTHORIZED -> unavailable("check user and password");
            case FORBIDDEN -> unavailable("give the user the right to " + method + " " + path);
            case METHOD_NOT_ALLOWED -> unavailable("check that the path is one for which the server does WebDAV");
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE ->
                unavailable("it is overloaded or away for a while; if that lasts, look into the server's error log");
            case LOCKED -> new IOException(described() + ": another WebDAV client has locked it");
            case INSUFFICIENT_STORAGE -> new IOException(described() + ": the server has no room left");
            default -> isRedirect() ? unavailable("write the address that it redirects to") : other();
        };
    }

    private IOException other() {
        return method.equals(WebDavFiles.PROPFIND)
                ? unavailable("look into the server's error log")
                : new IOException(described());
    }

    private ReplicaUnavailableException unavailable(String advice) {
        return new ReplicaUnavailableException(
                "replica " + settings + " cannot be used: " + advice + " (" + described() + ")",
                null,
                RetryAfter.of(header("Retry-After"), header("Date")));
    }

    private @Nullable String header(String name) {
        return http.headers().firstValue(name).orElse(null);
    }

    private String described() {
        return method + " " + path + " in " + settings + " was answered with status " + status();
    }

    @Override
    public void close() throws IOException {
        body().finish();
    }
}
