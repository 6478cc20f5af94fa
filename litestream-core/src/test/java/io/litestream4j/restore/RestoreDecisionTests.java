package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreDecisionTests {

    private static final RestoreTarget LATEST = new RestoreTarget.Latest();
    private static final RestoreTarget TXID = new RestoreTarget.AtTxId(new TxId(7));

    @ParameterizedTest
    @CsvSource({
        "MISSING, IF_MISSING, latest, false, restore latest",
        "MISSING, IF_MISSING, txid, false, restore txid",
        "MISSING, IF_MISSING, txid, true, restore latest",
        "MISSING, ALWAYS, latest, true, restore latest",
        "MISSING, NEVER, txid, false, nothing",
        "DATABASE, IF_MISSING, latest, false, nothing",
        "DATABASE, IF_MISSING, txid, false, replace txid",
        "DATABASE, IF_MISSING, txid, true, nothing",
        "DATABASE, ALWAYS, latest, false, replace latest",
        "DATABASE, ALWAYS, latest, true, nothing",
        "DATABASE, NEVER, txid, false, nothing",
        "EMPTY, IF_MISSING, latest, false, refuse",
        "EMPTY, ALWAYS, txid, false, refuse",
        "EMPTY, NEVER, latest, false, nothing",
        "NOT_SQLITE, IF_MISSING, latest, false, refuse",
        "NOT_SQLITE, NEVER, latest, false, refuse",
        "NO_FILE, ALWAYS, txid, false, refuse"
    })
    void decides(DatabaseFileState state, RestorePolicy policy, String target, boolean done, String decision) {
        RestoreRequest request = Restores.request(Path.of("app.db"), policy, target.equals("latest") ? LATEST : TXID);
        assertThat(describe(RestoreDecision.decide(request, state, done))).isEqualTo(decision);
    }

    private static String describe(RestoreDecision decision) {
        if (decision instanceof RestoreDecision.Restore restore) {
            String what = restore.moveAside() ? "replace" : "restore";
            return what + (restore.target().equals(LATEST) ? " latest" : " txid");
        }
        return decision instanceof RestoreDecision.Nothing ? "nothing" : "refuse";
    }
}
