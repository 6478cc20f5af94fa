package io.litestream4j.replica.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.litestream4j.replica.remote.RemoteFiles.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultistatusTests {

    @Test
    void aFileHasNameSizeAndTime() throws IOException {
        assertThat(read(response("/dav/ltx/0/a.ltx", "<D:resourcetype/>")))
                .containsExactly(new Entry("a.ltx", false, 7, Instant.parse("2026-11-20T22:33:18Z")));
    }

    @Test
    void aDirectoryIsOne() throws IOException {
        assertThat(read(response("/dav/ltx/0/", "<D:resourcetype><D:collection/></D:resourcetype>")))
                .singleElement()
                .matches(Entry::directory)
                .matches(entry -> entry.name().equals("0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dav/a%20b+c.ltx",
                "http://other:8080/elsewhere/a%20b+c.ltx",
                "a%20b+c.ltx",
                "  /dav/a b+c.ltx\n",
            })
    void addressesMayBeAbsoluteOrRelativeAndEncoded(String href) throws IOException {
        assertThat(read(response(href, ""))).extracting(Entry::name).containsExactly("a b+c.ltx");
    }

    @Test
    void anAddressThatIsNotEncodedIsLeftAsItIs() throws IOException {
        assertThat(read(response("/dav/100%.txt", ""))).extracting(Entry::name).containsExactly("100%.txt");
    }

    @Test
    void elementsOfOtherNamespacesArePassedOver() throws IOException {
        String other = "<size xmlns='urn:other'>1</size><getcontentlength xmlns='urn:other'>1</getcontentlength>";
        assertThat(read(response("/a", other))).extracting(Entry::size).containsExactly(7L);
    }

    @Test
    void externalEntitiesAreNotRead(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        String text = "<!DOCTYPE x [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>" + response("/dav/&e;", "");
        assertThatIOException().isThrownBy(() -> read(text)).withMessageNotContaining("secret");
    }

    @Test
    void entitiesAreNotExpanded() {
        String text = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>" + response("/dav/&b;", "");
        assertThatIOException().isThrownBy(() -> read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html/>", "<html><body>Sign in</body></html>", "{}", "<D:multistatus xmlns:D='DAV:'>"})
    void whatIsNoListingIsRefused(String text) {
        assertThatIOException().isThrownBy(() -> read(text)).withMessageContaining("listing");
    }

    private static List<Entry> read(String text) throws IOException {
        return Multistatus.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String response(String href, String more) {
        return """
                <D:multistatus xmlns:D="DAV:">
                  <D:response>
                    <D:href>%s</D:href>
                    <D:propstat>
                      <D:prop>
                        <D:getcontentlength>7</D:getcontentlength>
                        <D:getlastmodified>Fri, 20 Nov 2026 22:33:18 GMT</D:getlastmodified>
                        %s
                      </D:prop>
                      <D:status>HTTP/1.1 200 OK</D:status>
                    </D:propstat>
                    <D:propstat>
                      <D:prop><D:getcontentlength/></D:prop>
                      <D:status>HTTP/1.1 404 Not Found</D:status>
                    </D:propstat>
                  </D:response>
                </D:multistatus>""".formatted(href, more);
    }
}
