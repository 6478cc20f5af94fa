package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseChecksumTests {

    private final DatabaseChecksum checksum = new DatabaseChecksum();

    @Test
    void emptyDatabaseHasOnlyTheFlag() {
        assertThat(checksum.value()).isEqualTo(0x8000000000000000L);
    }

    @Test
    void onePageGivesItsChecksum() {
        checksum.toggle(1, new byte[4096]);
        assertThat(checksum.value()).isEqualTo(0xd9328f592d9e733dL);
    }

    @Test
    void pageNumberIsPartOfTheChecksum() {
        checksum.toggle(2, new byte[512]);
        assertThat(checksum.value()).isEqualTo(0xef63e89fecd99000L);
    }

    @Test
    void togglingTwiceChangesNothing() {
        checksum.toggle(1, new byte[512]);
        checksum.toggle(2, new byte[512]);
        checksum.toggle(2, new byte[512]);
        checksum.toggle(1, new byte[512]);
        assertThat(checksum.value()).isEqualTo(LtxTrailer.CHECKSUM_FLAG);
    }
}
