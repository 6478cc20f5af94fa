package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the probe finds out about stores that lack something. */
class StoreProbeTests {

    @TempDir
    private Path directory;

    private ReplicaUrl url;

    @BeforeEach
    void choosePlace() {
        url = ReplicaUrl.parse(directory.resolve("replica").toUri().toString());
    }

    /** A real store that one thing is taken from. */
    private class Lacking implements SideObjects {

        private final SideObjects whole =
                ReplicaClients.create(ReplicaOptions.of(url)).sideObjects();

        @Override
        public Optional<SideObject> get(String name) throws IOException {
            return whole.get(name);
        }

        @Override
        public SideObject create(String name, byte[] content) throws IOException {
            return whole.create(name, content);
        }

        @Override
        public SideObject replace(SideObject expected, byte[] content) throws IOException {
            return whole.replace(expected, content);
        }

        @Override
        public void delete(String name) throws IOException {
            whole.delete(name);
        }

        @Override
        public List<String> list(String prefix) throws IOException {
            return whole.list(prefix);
        }

        @Override
        public boolean isAtomic() {
            return whole.isAtomic();
        }
    }

    private static ProbeResult probe(SideObjects objects, ReplicaUrl url) throws IOException {
        return StoreProbe.run(new SideObjectsOnlyClient(url, objects));
    }

    @Test
    void goodStorePassesAndNothingIsLeftBehind() throws IOException {
        ProbeResult result = probe(new Lacking(), url);
        assertThat(result).isEqualTo(new ProbeResult(true, true, true, true, List.of()));
        assertThat(new Lacking().list("probe-")).isEmpty();
    }

    @Test
    void storeThatOverwritesIsFound() throws IOException {
        ProbeResult result = probe(
                new Lacking() {
                    @Override
                    public SideObject create(String name, byte[] content) throws IOException {
                        Optional<SideObject> there = get(name);
                        return there.isPresent() ? replace(there.get(), content) : super.create(name, content);
                    }
                },
                url);
        assertThat(result.createOnly()).isFalse();
        assertThat(result.findings()).singleElement().asString().contains("overwrites objects that exist");
    }

    @Test
    void storeThatReplacesWhateverIsThereIsFound() throws IOException {
        ProbeResult result = probe(
                new Lacking() {
                    @Override
                    public SideObject replace(SideObject expected, byte[] content) throws IOException {
                        return super.replace(get(expected.name()).orElseThrow(), content);
                    }
                },
                url);
        assertThat(result.replace()).isFalse();
        assertThat(result.findings()).singleElement().asString().contains("a lease cannot be relied on");
    }

    @Test
    void missingDeletePermissionIsSaidAndTheObjectIsUsedAgain() throws IOException {
        Lacking noDelete = new Lacking() {
            @Override
            public void delete(String name) throws IOException {
                throw new IOException("403 AccessDenied");
            }
        };
        for (int i = 0; i < 3; i++) {
            ProbeResult result = probe(noDelete, url);
            assertThat(result.delete()).isFalse();
            assertThat(result.createOnly()).isTrue();
            assertThat(result.replace()).isTrue();
            assertThat(result.findings()).singleElement().asString().contains("403 AccessDenied", "retention");
        }
        assertThat(noDelete.list("probe-")).hasSize(1);
    }

    @Test
    void permissionToCreateAndNothingElseSufficesWithoutALease() throws IOException {
        ProbeResult result = probe(
                new Lacking() {
                    @Override
                    public SideObject create(String name, byte[] content) throws IOException {
                        if (get(name).isPresent()) {
                            throw new IOException("403 AccessDenied");
                        }
                        return super.create(name, content);
                    }

                    @Override
                    public SideObject replace(SideObject expected, byte[] content) throws IOException {
                        throw new IOException("403 AccessDenied");
                    }
                },
                url);
        assertThat(result.createOnly()).isTrue();
        assertThat(result.replace()).isFalse();
        assertThat(result.findings()).singleElement().asString().contains("a lease needs that, nothing else does");
    }

    @Test
    void staleListingIsFound() throws IOException {
        ProbeResult result = probe(
                new Lacking() {
                    @Override
                    public List<String> list(String prefix) {
                        return List.of();
                    }
                },
                url);
        assertThat(result.list()).isFalse();
    }

    @Test
    void unreachableStoreIsAnError() throws IOException {
        Files.createFile(directory.resolve("replica"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> probe(new Lacking(), url));
    }
}
