package io.litestream4j.replica;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads one JSON object whose values are strings, numbers, {@code true}, {@code false} or {@code null}. What is
 * in a {@link SideObject} is nothing more, which is not worth a library on the class path of each application.
 */
public final class FlatJson {

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /**
     * Parses an object; strings come without quotes and escapes, everything else as it is written.
     *
     * @throws IllegalArgumentException if it is anything else, says where
     */
    public static Map<String, String> parse(String text) {
        return new FlatJson(text).object();
    }

    private Map<String, String> object() {
        Map<String, String> fields = new LinkedHashMap<>();
        expect('{');
        if (!skipIf('}')) {
            do {
                String name = string();
                expect(':');
                fields.put(name, value());
            } while (skipIf(','));
            expect('}');
        }
        skipSpace();
        if (at < text.length()) {
            throw unexpected("the end");
        }
        return Collections.unmodifiableMap(fields);
    }

    private String value() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '"') {
            return string();
        }
        int begin = at;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        if (begin == at) {
            throw unexpected("a string or a number");
        }
        return text.substring(begin, at);
    }

    private static boolean isPlain(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == 'E' || c == '-' || c == '+' || c == '.';
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            string.append(c == '\\' ? escaped() : c);
        }
        if (at == text.length()) {
            throw unexpected("'\"'");
        }
        at++;
        return wellFormed(string.toString());
    }

    /** An escape may give half of a surrogate pair, which no file can hold: it becomes a question mark. */
    private static String wellFormed(String string) {
        return new String(string.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw unexpected("an escape");
        };
    }

    private char hex() {
        if (at + 4 > text.length()) {
            throw unexpected("four hex digits");
        }
        at += 4;
        return (char) Integer.parseInt(text, at - 4, at, 16);
    }

    private void expect(char c) {
        if (!skipIf(c)) {
            throw unexpected("'" + c + "'");
        }
    }

    private boolean skipIf(char c) {
        skipSpace();
        boolean found = at < text.length() && text.charAt(at) == c;
        at += found ? 1 : 0;
        return found;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException("expected " + expected + " at index " + at);
    }

    /** Returns a string in quotes. */
    public static String quoted(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : string.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
