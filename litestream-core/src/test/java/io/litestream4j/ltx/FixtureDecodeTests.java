package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every file that the real Litestream wrote says what its manifest says. */
class FixtureDecodeTests {

    static Stream<LtxFixture> fixtures() {
        return LtxFixture.sound();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void headersAreThoseOfTheManifest(LtxFixture fixture) throws Exception {
        for (LtxFixture.File file : fixture.files()) {
            try (LtxReader reader = file.open()) {
                assertThat(reader.header())
                        .as(file.path())
                        .isEqualTo(header(file.manifest().get("header")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void headersAreWrittenAsTheyWere(LtxFixture fixture) throws Exception {
        for (LtxFixture.File file : fixture.files()) {
            try (LtxReader reader = file.open()) {
                ByteBuffer bytes = ByteBuffer.allocate(LtxHeader.SIZE);
                reader.header().writeTo(bytes);
                assertThat(bytes.array()).as(file.path()).isEqualTo(Arrays.copyOf(file.bytes(), LtxHeader.SIZE));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void pagesAreThoseOfTheManifest(LtxFixture fixture) throws Exception {
        for (LtxFixture.File file : fixture.files()) {
            PagesDigest digest = new PagesDigest();
            try (LtxReader reader = file.open()) {
                while (reader.nextPage()) {
                    digest.add(reader.pageNumber(), reader.page());
                }
                reader.finish();
            }
            assertThat(digest.count())
                    .as(file.path())
                    .isEqualTo(file.manifest().get("pageCount").asInt());
            assertThat(digest.hex()).as(file.path()).isEqualTo(file.text("pagesSha256"));
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void trailersAreThoseOfTheManifest(LtxFixture fixture) throws Exception {
        for (LtxFixture.File file : fixture.files()) {
            JsonNode trailer = file.manifest().get("trailer");
            LtxTrailer expected = new LtxTrailer(hex(trailer, "postApplyChecksum"), hex(trailer, "fileChecksum"));
            assertThat(file.verify()).isInstanceOfSatisfying(LtxVerification.Sound.class, sound -> {
                assertThat(sound.trailer()).isEqualTo(expected);
                assertThat(sound.size()).isEqualTo(file.manifest().get("size").asLong());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void pageIndexesAreThoseOfTheManifest(LtxFixture fixture) throws Exception {
        for (LtxFixture.File file : fixture.files()) {
            LtxPageIndex index = LtxFiles.pageIndex(file.bytes(), file.path());
            JsonNode manifest = file.manifest();
            assertThat(index.pageCount()).isEqualTo(manifest.get("pageCount").asInt());
            assertThat(index.pageNumber(0)).isEqualTo(manifest.get("firstPgno").asInt());
            assertThat(index.pageNumber(index.pageCount() - 1))
                    .isEqualTo(manifest.get("lastPgno").asInt());
            assertThat(index.offset(index.pageCount()) + LtxPageHeader.SIZE)
                    .isEqualTo(manifest.get("pageIndexOffset").asLong());
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void pageFlagsAreThoseOfTheManifest(LtxFixture fixture) throws Exception {
        for (LtxFixture.File file : fixture.files()) {
            LtxPageIndex index = LtxFiles.pageIndex(file.bytes(), file.path());
            assertThat(LtxFiles.pageFlags(file.bytes(), index))
                    .as(file.path())
                    .isEqualTo(file.manifest()
                            .get("pageFlags")
                            .valueStream()
                            .map(JsonNode::asInt)
                            .toList());
        }
    }

    private static LtxHeader header(JsonNode header) {
        return new LtxHeader(
                header.get("flags").asInt(),
                header.get("pageSize").asInt(),
                header.get("commit").asInt(),
                TxId.parse(header.get("minTxid").asString()),
                TxId.parse(header.get("maxTxid").asString()),
                header.get("timestampMs").asLong(),
                hex(header, "preApplyChecksum"),
                header.get("walOffset").asLong(),
                header.get("walSize").asLong(),
                (int) hex(header, "walSalt1"),
                (int) hex(header, "walSalt2"),
                header.get("nodeId").asLong());
    }

    private static long hex(JsonNode node, String field) {
        return Long.parseUnsignedLong(node.get(field).asString(), 16);
    }
}
