package io.litestream4j.replica;

/** The library that talks to a store is not on the class path. */
public final class MissingLibraryException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String library;

    MissingLibraryException(String type, String library, Throwable cause) {
        super(
                "replica URLs of type '" + type + "' need a library that is not on the class path: add the dependency "
                        + library,
                cause);
        this.library = library;
    }

    /** Returns the library as {@code group:artifact}. */
    public String library() {
        return library;
    }
}
