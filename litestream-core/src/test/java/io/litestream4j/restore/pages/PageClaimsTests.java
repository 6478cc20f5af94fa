package io.litestream4j.restore.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PageClaimsTests {

    private static final PageSize LARGEST = new PageSize(65_536);

    @Test
    void newestFileGetsThePage() throws IOException {
        PageClaims claims = new PageClaims(new PageSize(512), 4, 0);
        assertThat(claims.claim(LtxSample.index(512, 4, 2, 3))).isEqualTo(bits(0, 1));
        assertThat(claims.claim(LtxSample.index(512, 4, 1, 3, 4))).isEqualTo(bits(0, 2));
        assertThat(claims.missing()).isZero();
    }

    @Test
    void pagesBehindTheEndAreNotClaimed() throws IOException {
        PageClaims claims = new PageClaims(new PageSize(512), 2, 0);
        assertThat(claims.claim(LtxSample.index(512, 9, 1, 3, 9))).isEqualTo(bits(0));
        assertThat(claims.missing()).isEqualTo(1);
    }

    @Test
    void lockPageIsNotMissed() {
        int lockPage = LARGEST.lockPage();
        assertThat(new PageClaims(LARGEST, lockPage - 1, 0).missing()).isEqualTo(lockPage - 1);
        assertThat(new PageClaims(LARGEST, lockPage, 0).missing()).isEqualTo(lockPage - 1);
        assertThat(new PageClaims(LARGEST, lockPage + 1, 0).missing()).isEqualTo(lockPage);
    }

    @Test
    void onlyPagesBehindThoseThatAreThereAreMissed() throws IOException {
        PageClaims claims = new PageClaims(new PageSize(512), 4, 2);
        assertThat(claims.claim(LtxSample.index(512, 4, 1, 3))).isEqualTo(bits(0, 1));
        assertThat(claims.unclaimed()).isEqualTo(2);
        assertThat(claims.missing()).isEqualTo(1);
        int lockPage = LARGEST.lockPage();
        assertThat(new PageClaims(LARGEST, lockPage + 1, lockPage - 1).missing())
                .isEqualTo(1);
        assertThat(new PageClaims(LARGEST, lockPage + 1, lockPage).missing()).isEqualTo(1);
        assertThat(new PageClaims(LARGEST, 1, 9).missing()).isZero();
    }

    private static BitSet bits(int... indexes) {
        BitSet bits = new BitSet();
        for (int index : indexes) {
            bits.set(index);
        }
        return bits;
    }
}
