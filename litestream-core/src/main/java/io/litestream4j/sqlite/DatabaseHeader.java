package io.litestream4j.sqlite;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 100 bytes of a database file, as far as the engine acts on them. All numbers are big-endian.
 *
 * @param pageSize offset 16, 2 bytes, where 1 stands for 65536
 * @param writeVersion offset 18, 1 byte: {@value #JOURNAL_WAL} in WAL mode, {@value #JOURNAL_ROLLBACK} otherwise
 * @param readVersion offset 19, 1 byte: as {@code writeVersion}
 * @param changeCounter offset 24, 4 bytes: raised by transactions outside WAL mode
 * @param pageCount offset 28, 4 bytes: size of the database in pages, only right when {@link #isPageCountValid()}
 * @param schemaCookie offset 40, 4 bytes: raised by each change of the schema
 * @param versionValidFor offset 92, 4 bytes: the change counter when the page count was written
 * @see <a href="https://www.sqlite.org/fileformat2.html#the_database_header">The Database Header</a>
 */
public record DatabaseHeader(
        PageSize pageSize,
        int writeVersion,
        int readVersion,
        int changeCounter,
        int pageCount,
        int schemaCookie,
        int versionValidFor) {

    /** Size of the header in bytes. */
    public static final int SIZE = 100;

    /** File format version of a database in WAL mode. */
    public static final int JOURNAL_WAL = 2;

    /** File format version of a database with a rollback journal. */
    public static final int JOURNAL_ROLLBACK = 1;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int PAGE_SIZE = 16;
    private static final int WRITE_VERSION = 18;
    private static final int READ_VERSION = 19;
    private static final int CHANGE_COUNTER = 24;
    private static final int PAGE_COUNT = 28;
    private static final int SCHEMA_COOKIE = 40;
    private static final int VERSION_VALID_FOR = 92;

    /**
     * Reads the header from the start of {@code bytes}, which may be all of page 1.
     *
     * @param resource the database file, for the message of an exception
     * @throws CorruptDataException if the bytes are not the start of a database
     */
    public static DatabaseHeader load(byte[] bytes, String resource) throws CorruptDataException {
        if (bytes.length < SIZE) {
            throw new CorruptDataException(
                    Problem.TRUNCATED, resource, bytes.length, "expected a database header of " + SIZE + " bytes");
        }
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new CorruptDataException(Problem.BAD_MAGIC, resource, 0, "not an SQLite database");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        return new DatabaseHeader(
                pageSize(header.getShort(PAGE_SIZE), resource),
                Byte.toUnsignedInt(header.get(WRITE_VERSION)),
                Byte.toUnsignedInt(header.get(READ_VERSION)),
                header.getInt(CHANGE_COUNTER),
                header.getInt(PAGE_COUNT),
                header.getInt(SCHEMA_COOKIE),
                header.getInt(VERSION_VALID_FOR));
    }

    private static PageSize pageSize(short field, String resource) throws CorruptDataException {
        try {
            return PageSize.ofHeaderField(field);
        } catch (IllegalArgumentException ex) {
            throw new CorruptDataException(Problem.BAD_HEADER, resource, PAGE_SIZE, String.valueOf(ex.getMessage()));
        }
    }

    /** Returns whether the database is in WAL mode. */
    public boolean isWal() {
        return writeVersion == JOURNAL_WAL && readVersion == JOURNAL_WAL;
    }

    /** Returns whether {@link #pageCount()} was written by a version of SQLite that keeps it. */
    public boolean isPageCountValid() {
        return pageCount != 0 && changeCounter == versionValidFor;
    }
}
