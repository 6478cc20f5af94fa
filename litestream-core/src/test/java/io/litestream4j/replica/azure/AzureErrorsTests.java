package io.litestream4j.replica.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;

/** What the library throws only when requests of one upload fail at the same moment. */
class AzureErrorsTests {

    private final AzureErrors errors = new AzureErrors(ReplicaUrl.parse("abs://account@box/path"), "box");

    @Test
    void partsThatFailTogetherAreReportedByTheFirst() {
        Throwable refused = new ConnectException("Connection refused");
        Throwable both = Exceptions.multiple(new IOException("part", refused), new ConnectException("reset"));
        assertThat(errors.of(AzureOperation.CREATE, "a file", new IllegalStateException(both)))
                .isInstanceOf(ReplicaUnavailableException.class)
                .hasMessageContaining("Connection refused")
                .hasMessageNotContainingAny("Multiple", "reset");
    }

    @Test
    void whatIsKnownOfAnyPartDecides() {
        Throwable both = Exceptions.multiple(new ConnectException("reset"), new TimeoutException("part"));
        assertThat(errors.of(AzureOperation.CREATE, "a file", both)).hasMessageContaining("request-timeout");
    }
}
