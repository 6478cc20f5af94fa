package io.litestream4j.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteVersionTests {

    @ParameterizedTest
    @CsvSource({
        "3.44.6, false, false",
        "3.50.4, false, false",
        "3.50.7, false, false",
        "3.51.0, true, true",
        "3.51.2, true, true",
        "3.51.3, true, false",
        "3.52.0, true, false",
        "3.53.0, true, false",
        "3.54, true, false",
        "4.0.0, true, false"
    })
    void versionsAreJudged(String text, boolean newEnough, boolean hasBug) {
        SqliteVersion version = SqliteVersion.parse(text);
        assertThat(version.isNewEnough()).isEqualTo(newEnough);
        assertThat(version.hasWalResetBug()).isEqualTo(hasBug);
    }

    @Test
    void driverBringsAVersionThatCanBeUsed() throws Exception {
        SqliteVersion version = SqliteVersion.ofDriver();
        assertThat(version.isNewEnough()).as("%s", version).isTrue();
        assertThat(version.hasWalResetBug()).as("%s", version).isFalse();
    }
}
