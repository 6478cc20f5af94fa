package io.litestream4j.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.boot.FixedDatabase;
import io.litestream4j.boot.LitestreamOperations;
import io.litestream4j.boot.SideFiles;
import io.litestream4j.boot.actuate.LitestreamDescriptor.DatabaseDescriptor;
import io.litestream4j.boot.actuate.LitestreamDescriptor.ErrorDescriptor;
import io.litestream4j.boot.actuate.LitestreamDescriptor.LeaseDescriptor;
import io.litestream4j.boot.actuate.LitestreamDescriptor.LevelDescriptor;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import io.litestream4j.verify.VerifyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
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
        WebEndpointResponse<OperationResponseBody> response =
                endpoint(DatabaseState.REPLICATING).run("notes", LitestreamOperation.SYNC, null, null, null, null);
        assertThat(response.getStatus()).isEqualTo(WebEndpointResponse.STATUS_OK);
        assertThat(response.getBody()).isEqualTo(new OperationDescriptor("notes", "sync", "000000000000000a", null));
    }

    @Test
    void operationThatFailsReturnsTheReason() {
        WebEndpointResponse<OperationResponseBody> response =
                endpoint(DatabaseState.STOPPED).run("notes", LitestreamOperation.SNAPSHOT, null, null, null, null);
        assertThat(response.getStatus()).isEqualTo(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        assertThat(response.getBody())
                .isEqualTo(new OperationDescriptor("notes", "snapshot", null, "the replica cannot be reached"));
    }

    @Test
    void operationOnAnUnknownDatabaseIsNotFound() {
        WebEndpointResponse<OperationResponseBody> response =
                endpoint(DatabaseState.REPLICATING).run("other", LitestreamOperation.SYNC, null, null, null, null);
        assertThat(response.getStatus()).isEqualTo(WebEndpointResponse.STATUS_NOT_FOUND);
    }

    @Test
    void showsTheMarks() {
        DatabaseDescriptor database = endpoint(DatabaseState.REPLICATING).database("notes");
        assertThat(database).isNotNull();
        assertThat(database.marks())
                .containsExactly(new MarkDescriptor("before-v42", "0000000000000003", FixedDatabase.NOW, "somebody"));
    }

    @Test
    void parametersOfAnotherOperationAreRefused() {
        LitestreamEndpoint endpoint = endpoint(DatabaseState.REPLICATING);
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> endpoint.run("notes", LitestreamOperation.SYNC, null, null, "before-v42", null))
                .withMessageContaining("not for sync");
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> endpoint.run("notes", LitestreamOperation.RESTORE, null, null, null, VerifyMode.FULL))
                .withMessageContaining("mode is for verify");
    }

    @Test
    void targetIsOne() {
        LitestreamEndpoint endpoint = endpoint(DatabaseState.REPLICATING);
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> endpoint.query("notes", LitestreamQuery.PLAN, "000000000000002a", null, "a"))
                .withMessageContaining("only one");
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> endpoint.query("notes", LitestreamQuery.PLAN, "42", null, null))
                .withMessageContaining("expected 16 hex digits");
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> endpoint.query("notes", LitestreamQuery.PLAN, null, null, "../a"))
                .withMessageContaining("cannot be the name of a mark");
    }

    private static LitestreamEndpoint endpoint(DatabaseState state) {
        return endpoint(FixedDatabase.lagging(state, Duration.ofMillis(1500), ERROR));
    }

    private static LitestreamEndpoint endpoint(FixedDatabase database) {
        InstantSource clock = InstantSource.fixed(FixedDatabase.NOW);
        LitestreamOperations operations = new LitestreamOperations(
                () -> List.of(database), found -> new SideFiles(Path.of("side"), Duration.ofMinutes(1)), clock);
        return new LitestreamEndpoint(() -> List.of(database), operations, clock);
    }
}
