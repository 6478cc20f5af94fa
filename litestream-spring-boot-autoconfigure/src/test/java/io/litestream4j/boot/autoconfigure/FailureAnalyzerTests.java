package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.LitestreamException;
import io.litestream4j.replica.ReplicaClientFactory;
import io.litestream4j.replica.ReplicaUnavailableException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Tests for the failure analyzers as Spring Boot finds them. */
class FailureAnalyzerTests {

    private static final FailureHandler OTHERS_NEED_MORE = (type, name, failure) -> {};

    @Test
    void anEngineThatCannotGoOnSaysWhatHappened() {
        FailureAnalysis analysis = created(new LitestreamException("notes.db is a directory", null));
        assertThat(analysis.getDescription()).isEqualTo("notes.db is a directory");
        assertThat(analysis.getAction()).contains("The database and the replica are as they were");
    }

    @Test
    void anUnreachableStoreSaysHowToStartWithoutIt() {
        Exception cause = new ReplicaUnavailableException("bucket does not answer", null);
        FailureAnalysis analysis = created(new LitestreamException("notes.db cannot be restored", cause));
        assertThat(analysis.getAction()).contains("litestream.restore.on-start");
    }

    @Test
    void anInvalidSettingSaysWhatToDo() {
        FailureAnalysis analysis = created(new InvalidLitestreamPropertyException("'x' is wrong.", "Use y.", null));
        assertThat(analysis.getDescription()).isEqualTo("'x' is wrong.");
        assertThat(analysis.getAction()).isEqualTo("Use y.");
    }

    @Test
    void aMissingLibraryIsNamedWithItsVersionWhateverTheStore() {
        assertThat(ServiceLoader.load(ReplicaClientFactory.class))
                .flatMap(factory -> factory.library().stream().toList())
                .isNotEmpty()
                .allSatisfy(library ->
                        assertThat(StoreLibraries.version(library)).as(library).matches("\\d[\\w.]+"));
    }

    private static FailureAnalysis created(RuntimeException failure) {
        return analyze(new BeanCreationException("dataSource", "failed", failure));
    }

    /** Returns what the first of our analyzers says, as Spring Boot asks them. */
    static FailureAnalysis analyze(Throwable thrown) {
        return SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, OTHERS_NEED_MORE).stream()
                .filter(analyzer -> analyzer.getClass().getName().startsWith("io.litestream4j."))
                .map(analyzer -> analyzer.analyze(thrown))
                .filter(analysis -> analysis != null)
                .findFirst()
                .orElseThrow();
    }
}
