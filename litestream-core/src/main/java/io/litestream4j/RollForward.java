package io.litestream4j;

import io.litestream4j.io.MachineBoot;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.rollforward.BehindCheck;
import io.litestream4j.rollforward.Standing;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.staging.DatabaseIdentity;
import io.litestream4j.staging.IdentityFile;
import io.litestream4j.staging.OriginFile;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back what a database has lost with the power and the replica has. Used before SQLite opens the database, by one
 * thread.
 */
final class RollForward {

    private static final Logger log = LoggerFactory.getLogger(RollForward.class);

    private final DatabaseOptions options;
    private final BehindCheck check;
    private final EngineRestores restores;
    private final IdentityFile identity;
    private final OriginFile origin;

    RollForward(
            DatabaseOptions options,
            BehindCheck check,
            EngineRestores restores,
            IdentityFile identity,
            OriginFile origin) {
        this.options = options;
        this.check = check;
        this.restores = restores;
        this.identity = identity;
        this.origin = origin;
    }

    /**
     * Looks at an existing database, and restores it if it is behind.
     *
     * @return what was restored; empty if the database stays as it is
     * @throws IOException if the settings forbid to go on with it, or if the restore fails; the database is as it was then
     */
    Optional<RestoreResult> run() throws IOException {
        if (options.restore().onStart() == RestorePolicy.NEVER) {
            return Optional.empty();
        }
        Standing standing = look();
        if (standing instanceof Standing.Behind behind) {
            return act(behind);
        }
        if (standing instanceof Standing.UpToDate upToDate) {
            // Of what was staged the power may have left less than what was uploaded: the replica's end is ours all the
            // same.
            origin.write(upToDate.end());
        }
        if (standing instanceof Standing.Unclear unclear) {
            log.warn(
                    "The machine has started anew, and the database may lack commits that the replica has database={}: {}",
                    options.path(),
                    unclear.reason());
        }
        return Optional.empty();
    }

    private Standing look() {
        try {
            Path database = options.path().toRealPath();
            DatabaseIdentity now = new DatabaseIdentity(DatabaseFile.identity(database), MachineBoot.id());
            return check.look(database, identity.read(), now);
        } catch (IOException e) {
            // A replica that is down keeps no application from starting. If there is something to find out, the
            // comparison before the first upload does.
            return new Standing.Unclear("it could not be compared with the replica: " + e);
        }
    }

    private Optional<RestoreResult> act(Standing.Behind behind) throws IOException {
        String found = options.path() + " ends at TXID " + behind.at() + ", the replica at " + behind.end()
                + ": commits were lost with the power";
        switch (options.restore().onBehind()) {
            case ROLL_FORWARD -> {
                log.warn("{}; restoring them", found);
                RestoreResult result = restores.replace();
                origin.write(result.txId());
                return Optional.of(result);
            }
            case FULL -> {
                log.warn("{}; going on with the older state above them, as on-behind=full asks for", found);
                origin.write(behind.end());
                return Optional.empty();
            }
            default ->
                throw new IOException(
                        found + ". With on-behind=fail nothing is done about it: set it to roll-forward to"
                                + " restore them, or to full to go on without");
        }
    }
}
