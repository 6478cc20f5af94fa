package io.litestream4j.sqlite;

/**
 * Size of a database's pages.
 *
 * @param bytes a power of two from {@value #MIN} to {@value #MAX}
 */
public record PageSize(int bytes) {

    /** Smallest page size in bytes. */
    public static final int MIN = 512;

    /** Largest page size in bytes. */
    public static final int MAX = 65536;

    /** Offset in the database file of the byte range that SQLite locks and never stores anything in. */
    private static final int LOCK_BYTE = 0x40000000;

    /** The largest size does not fit in the 16 bits of the database header. */
    private static final int MAX_IN_HEADER = 1;

    /** Checks the size. */
    public PageSize {
        if (!isValid(bytes)) {
            throw new IllegalArgumentException(
                    "page size " + bytes + " is not a power of two from " + MIN + " to " + MAX);
        }
    }

    /** Returns whether {@code bytes} is a possible page size. */
    public static boolean isValid(int bytes) {
        return bytes >= MIN && bytes <= MAX && Integer.bitCount(bytes) == 1;
    }

    /**
     * Reads the 16-bit form of the database header, in which 1 stands for {@value #MAX}.
     *
     * @throws IllegalArgumentException if no page size is written like that
     */
    public static PageSize ofHeaderField(short field) {
        return new PageSize(field == MAX_IN_HEADER ? MAX : Short.toUnsignedInt(field));
    }

    /** Returns the 16-bit form of the database header. */
    public short headerField() {
        return bytes == MAX ? (short) MAX_IN_HEADER : (short) bytes;
    }

    /** Returns the number of the page that holds SQLite's locks: it exists in large databases, but has no content. */
    public int lockPage() {
        return LOCK_BYTE / bytes + 1;
    }

    /** Returns the byte offset of a page in the database file. */
    public long offsetOf(int pageNumber) {
        return (pageNumber - 1L) * bytes;
    }
}
