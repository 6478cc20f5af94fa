package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaClientsTests {

    @Test
    void createFindsTheStoreByScheme() throws IOException {
        ReplicaUrl url = ReplicaUrl.parse("file:///backup/app.db");
        try (ReplicaClient client = ReplicaClients.create(ReplicaOptions.of(url))) {
            assertThat(client.url()).isEqualTo(url);
        }
    }

    @Test
    void createWhenSchemeIsUnknownNamesTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse("ftp://ann:hunter2@host/path"))))
                .withMessageContaining("'ftp'")
                .withMessageContaining("file")
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://backup/app.db", "file:///"})
    void createWhenFileUrlIsNoAbsolutePathSaysHowToWriteIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse(url))))
                .withMessageContaining("file:///backup/app.db");
    }
}
