package io.litestream4j.boot.jdbc;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a piece of SQL means for the transaction that it runs in. Judged by its first word, and in doubt
 * {@link #WRITE}: a commit that is announced in vain costs little, one that is not announced costs lag.
 */
enum SqlKind {
    /** Certainly changes nothing, and leaves the transaction as it is. */
    READ,
    /** May change the database, or is a script of several statements. */
    WRITE,
    /** Opens a transaction, or one more level of it. */
    BEGIN,
    /** Closes one level. */
    RELEASE,
    /** Ends the transaction, whatever the number of levels. */
    END;

    private static final Pattern CHANGES =
            Pattern.compile("\\b(INSERT|UPDATE|DELETE|REPLACE)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern ROLLBACK_TO = Pattern.compile("\\bTO\\b", Pattern.CASE_INSENSITIVE);

    /** Classifies SQL; a statement that SQLite would reject gets any kind. */
    static SqlKind of(String sql) {
        int start = skipBlanks(sql, 0);
        if (isScript(sql, start)) {
            return WRITE;
        }
        return switch (firstWord(sql, start)) {
            case "SELECT", "EXPLAIN", "VALUES", "" -> READ;
            case "WITH" -> CHANGES.matcher(sql).find() ? WRITE : READ;
            case "BEGIN", "SAVEPOINT" -> BEGIN;
            case "RELEASE" -> RELEASE;
            case "COMMIT", "END" -> END;
            case "ROLLBACK" -> ROLLBACK_TO.matcher(sql).find() ? READ : END;
            default -> WRITE;
        };
    }

    /** Returns whether something follows the first semicolon; one inside a literal counts, which is harmless. */
    private static boolean isScript(String sql, int start) {
        int semicolon = sql.indexOf(';', start);
        return semicolon >= 0 && skipBlanks(sql, semicolon + 1) < sql.length();
    }

    private static String firstWord(String sql, int start) {
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(start, end).toUpperCase(Locale.ROOT);
    }

    /** Returns the index of the first character that is neither white space nor in a comment, or the length. */
    private static int skipBlanks(String sql, int from) {
        int i = from;
        while (i < sql.length()) {
            if (Character.isWhitespace(sql.charAt(i)) || sql.charAt(i) == '\uFEFF') {
                i++;
            } else if (sql.startsWith("--", i)) {
                i = endOf(sql, "\n", i);
            } else if (sql.startsWith("/*", i)) {
                i = endOf(sql, "*/", i + 2);
            } else {
                return i;
            }
        }
        return i;
    }

    private static int endOf(String sql, String mark, int from) {
        int index = sql.indexOf(mark, from);
        return index < 0 ? sql.length() : index + mark.length();
    }
}
