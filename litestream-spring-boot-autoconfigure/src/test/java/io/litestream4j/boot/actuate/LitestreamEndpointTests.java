package io.litestream4j.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.boot.FixedDatabase;
import io.litestream4j.boot.actuate.LitestreamDescriptor.DatabaseDescriptor;
import io.litestream4j.boot.actuate.LitestreamDescriptor.ErrorDescriptor;
import io.litestream4j.boot.actuate.LitestreamDescriptor.LeaseDescriptor;
import io.litestream4j.boot.actuate.LitestreamDescriptor.LevelDescriptor;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Tests for {@link LitestreamEndpoint}. */
class LitestreamEndpointTests {

    private static final StageError ERROR = new StageError(Stage.UPLOAD, "no route", FixedDatabase.NOW, 4);

    @Test
    void showsEveryDatabaseByName() {
        assertThat(endpoint(DatabaseState.REPLICATING).databases().databases()).containsOnlyKeys("notes");
    }

    @Test
    void showsTheStateOfADatabase() {
        DatabaseDescriptor database = endpoint(DatabaseState.STALLED).database("notes");
        assertThat(database).isNotNull();
        assertThat(database.state()).isEqualTo("stalled");
        assertThat(database.local().txid()).isEqualTo("000000000000000a");
        assertThat(database.lag().seconds()).isEqualTo(1.5);
        assertThat(database.lastError()).extracting(ErrorDescriptor::stage).isEqualTo("upload");
    }

    @Test
    void showsTheLeaseIfOneIsAskedFor() {
        FixedDatabase database = FixedDatabase.lagging(DatabaseState.FENCED, Duration.ZERO, ERROR)
                .with(new LeaseStatus(false, "other:7", 3, true));
        DatabaseDescriptor descriptor = endpoint(database).database("notes");
        assertThat(descriptor).isNotNull();
        assertThat(descriptor.state()).isEqualTo("fenced");
        assertThat(descriptor.lease()).isEqualTo(new LeaseDescriptor(false, "other:7", 3, true));
    }

    @Test
    void showsTheLevelsAndWhatCanBeRestored() {
        DatabaseDescriptor database = endpoint(DatabaseState.REPLICATING).database("notes");
        assertThat(database).isNotNull();
        assertThat(database.levels())
                .containsExactly(
                        new LevelDescriptor(1, 2, 800, "0000000000000002", "0000000000000007", FixedDatabase.NOW));
        assertThat(database.restorable()).isNotNull();
        assertThat(database.restorable().from().txid()).isEqualTo("0000000000000001");
        assertThat(database.restorable().to().txid()).isEqualTo("0000000000000007");
    }

    @Test
    void masksSecrets() {
        DatabaseDescriptor database = endpoint(DatabaseState.STALLED).database("notes");
        assertThat(database).isNotNull();
        assertThat(database.replica().url()).startsWith("s3://").doesNotContain("secret");
    }

    @Test
    void showsNothingForAnUnknownDatabase() {
        assertThat(endpoint(DatabaseState.REPLICATING).database("other")).isNull();
    }

    @Test
    void operationReturnsTheTxidThatWasReached() {
        WebEndpointResponse<OperationDescriptor> response =
                endpoint(DatabaseState.REPLICATING).run("notes", LitestreamOperation.SYNC);
        assertThat(response.getStatus()).isEqualTo(WebEndpointResponse.STATUS_OK);
        assertThat(response.getBody()).isEqualTo(new OperationDescriptor("notes", "sync", "000000000000000a", null));
    }

    @Test
    void operationThatFailsReturnsTheReason() {
        WebEndpointResponse<OperationDescriptor> response =
                endpoint(DatabaseState.STOPPED).run("notes", LitestreamOperation.SNAPSHOT);
        assertThat(response.getStatus()).isEqualTo(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        assertThat(response.getBody())
                .extracting(OperationDescriptor::error)
                .isEqualTo("the replica cannot be reached");
    }

    @Test
    void operationOnAnUnknownDatabaseIsNotFound() {
        WebEndpointResponse<OperationDescriptor> response =
                endpoint(DatabaseState.REPLICATING).run("other", LitestreamOperation.SYNC);
        assertThat(response.getStatus()).isEqualTo(WebEndpointResponse.STATUS_NOT_FOUND);
    }

    private static LitestreamEndpoint endpoint(DatabaseState state) {
        return endpoint(FixedDatabase.lagging(state, Duration.ofMillis(1500), ERROR));
    }

    private static LitestreamEndpoint endpoint(FixedDatabase database) {
        return new LitestreamEndpoint(() -> List.of(database), InstantSource.fixed(FixedDatabase.NOW));
    }
}
