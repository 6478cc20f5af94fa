package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/reliability.md} promises to be tested is. */
class ReliabilityPageTests {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w*Tests\\b");
    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w*Tests)\\.(\\w+)(?:…\\w*)?");

    private static String page() throws IOException {
        return Files.readString(PROJECT.resolve("docs/reliability.md"));
    }

    private static List<Path> tests() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ReliabilityPageTests::sources)
                    .toList();
        }
    }

    private static Stream<Path> sources(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith("Tests.java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    @Test
    void everyTestClassThatIsNamedExists() throws IOException {
        Set<String> named =
                TEST.matcher(page()).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isNotEmpty();
        assertThat(tests()).extracting(ReliabilityPageTests::name).containsAll(named);
    }

    @Test
    void everyTestMethodThatIsNamedExists() throws IOException {
        List<Path> tests = tests();
        List<MatchResult> named = METHOD.matcher(page()).results().toList();
        assertThat(named).isNotEmpty();
        for (MatchResult method : named) {
            Path source = tests.stream()
                    .filter(test -> name(test).equals(method.group(1)))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(source)).as(method.group()).contains("void " + method.group(2));
        }
    }
}
