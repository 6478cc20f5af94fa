package io.litestream4j.mark;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.FlatJson;
import io.litestream4j.replica.SideObject;
import io.litestream4j.status.Mark;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/** The object that holds a mark; the package documentation has its format. */
final class MarkObject {

    static final String PREFIX = "marks/";

    static final String SUFFIX = ".json";

    private MarkObject() {}

    /** Returns the name of the object of a mark. */
    static String name(String mark) {
        return PREFIX + Mark.requireName(mark) + SUFFIX;
    }

    /**
     * Reads a mark.
     *
     * @throws CorruptDataException if the object holds none; says which and what to do
     */
    static Mark parse(SideObject object) throws CorruptDataException {
        try {
            Map<String, String> fields = FlatJson.parse(new String(object.content(), StandardCharsets.UTF_8));
            Mark mark = new Mark(
                    fields.getOrDefault("name", ""),
                    TxId.parse(fields.getOrDefault("txid", "")),
                    Instant.parse(fields.getOrDefault("time", "")),
                    fields.getOrDefault("creator", ""));
            if (mark.txId().isNone()) {
                throw new IllegalArgumentException("a TXID is 1 or more, not 0");
            }
            if (!object.name().equals(name(mark.name()))) {
                throw new IllegalArgumentException("it is named " + mark.name());
            }
            return mark;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptDataException(
                    Problem.BAD_MARK,
                    object.name(),
                    -1,
                    "not a mark: " + e.getMessage() + "; delete the object, or correct it if somebody has changed it");
        }
    }

    static byte[] toJson(Mark mark) {
        return ("{\"name\":" + FlatJson.quoted(mark.name()) + ",\"txid\":\"" + mark.txId() + "\",\"time\":\""
                        + mark.time() + "\",\"creator\":" + FlatJson.quoted(mark.creator()) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
