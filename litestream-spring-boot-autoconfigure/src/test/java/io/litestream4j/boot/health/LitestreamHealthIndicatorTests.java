package io.litestream4j.boot.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.boot.FixedDatabase;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import io.litestream4j.status.StageState;
import io.litestream4j.status.StageStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Tests for {@link LitestreamHealthIndicator}. */
class LitestreamHealthIndicatorTests {

    @Test
    void upWhileTheLagIsWithinItsLimit() {
        Health health = health(DatabaseState.REPLICATING, Duration.ofMinutes(5));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("notes")).asString().contains("state=replicating", "lag=300.0");
    }

    @Test
    void downWithTheReasonWhenTheLagIsAboveItsLimit() {
        Health health = health(DatabaseState.REPLICATING, Duration.ofMinutes(6));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("notes")).asString().contains("360 s old, more than the 300 s allowed");
    }

    @Test
    void downWithTheErrorWhenReplicationIsStalled() {
        Health health = health(DatabaseState.STALLED, Duration.ofSeconds(1));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("notes")).asString().contains("reason=replication is stalled", "no route");
    }

    @Test
    void downWithTheHolderWhenAnotherProcessHasTakenTheReplicaOver() {
        Health health = health(FixedDatabase.lagging(DatabaseState.FENCED, Duration.ZERO, null)
                .with(new LeaseStatus(false, "other:7", 3, true)));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("notes"))
                .asString()
                .contains("state=fenced", "another process writes to the replica", "owner=other:7", "generation=3");
    }

    @Test
    void downWhileItWaitsForTheLease() {
        assertThat(health(DatabaseState.STANDBY, Duration.ZERO).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void degradedWhenAStageHasStalledThatNoCommitWaitsFor() {
        Health health = health(FixedDatabase.lagging(DatabaseState.REPLICATING, Duration.ZERO, null)
                .with(new StageStatus(Stage.COMPACTION, StageState.STALLED, null, 7, 3)));
        assertThat(health.getStatus()).isEqualTo(LitestreamHealthIndicator.DEGRADED);
        assertThat(health.getDetails().get("notes")).asString().contains("stalled=[compaction]");
    }

    @Test
    void unknownWithoutDatabases() {
        Health health = new LitestreamHealthIndicator(List::of, name -> Duration.ZERO, InstantSource.system()).health();
        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails()).containsEntry("reason", "no database is replicated");
    }

    private static Health health(DatabaseState state, Duration lag) {
        StageError error = new StageError(Stage.UPLOAD, "no route", FixedDatabase.NOW, 4);
        return health(FixedDatabase.lagging(state, lag, error));
    }

    private static Health health(FixedDatabase database) {
        return new LitestreamHealthIndicator(
                        () -> List.of(database), name -> Duration.ofMinutes(5), InstantSource.fixed(FixedDatabase.NOW))
                .health();
    }
}
