package io.litestream4j.boot.autoconfigure;

import io.litestream4j.RestoreOptions;
import io.litestream4j.boot.autoconfigure.LitestreamProperties.Restore;
import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.PropertyMapper;

/** Turns the settings of a restore at start into the engine's. */
final class RestoreOptionsFactory {

    private RestoreOptionsFactory() {}

    /**
     * Returns the engine's settings.
     *
     * @throws IllegalArgumentException if a value is not valid, if there is more than one target, or one of a restore that never
     *     happens
     */
    static RestoreOptions create(Restore restore) {
        return new RestoreOptions(
                restore.onStart(),
                target(restore),
                restore.requireBackup(),
                restore.integrityCheck(),
                restore.parallelism(),
                restore.timeout(),
                restore.onBehind());
    }

    private static RestoreTarget target(Restore restore) {
        Map<String, RestoreTarget> targets = targets(restore);
        List<String> together = new ArrayList<>(targets.keySet());
        if (restore.onStart() == RestorePolicy.NEVER) {
            together.add(0, "restore.on-start=never");
        }
        if (together.size() > 1) {
            throw new IllegalArgumentException(String.join(" and ", together) + " cannot both be set");
        }
        return targets.values().stream().findFirst().orElseGet(RestoreTarget.Latest::new);
    }

    /** Returns the targets that are set, by their keys; empty text is none, as where a placeholder has no value. */
    private static Map<String, RestoreTarget> targets(Restore restore) {
        Map<String, RestoreTarget> targets = new LinkedHashMap<>();
        PropertyMapper map = PropertyMapper.get();
        map.from(restore.txid())
                .whenHasText()
                .as(txid -> NamedSetting.read("restore.txid", () -> new RestoreTarget.AtTxId(TxId.parse(txid))))
                .to(target -> targets.put("restore.txid", target));
        map.from(restore.timestamp())
                .as(RestoreTarget.AtTime::new)
                .to(target -> targets.put("restore.timestamp", target));
        map.from(restore.mark())
                .whenHasText()
                .as(mark -> NamedSetting.read("restore.mark", () -> new RestoreTarget.AtMark(mark)))
                .to(target -> targets.put("restore.mark", target));
        return targets;
    }
}
