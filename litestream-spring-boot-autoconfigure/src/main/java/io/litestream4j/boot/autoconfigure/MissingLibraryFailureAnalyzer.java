package io.litestream4j.boot.autoconfigure;

import io.litestream4j.replica.MissingLibraryException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a {@link MissingLibraryException} with the dependency to add. */
final class MissingLibraryFailureAnalyzer extends AbstractFailureAnalyzer<MissingLibraryException> {

    private static final String ACTION = """
            Add the library to the application, with Maven:

                <dependency>
                    <groupId>%1$s</groupId>
                    <artifactId>%2$s</artifactId>
                    <version>%3$s</version>
                </dependency>

            or with Gradle:

                implementation("%1$s:%2$s:%3$s")

            Leave the version out if a platform of the application's manages it.""";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingLibraryException cause) {
        String[] name = cause.library().split(":", 2);
        String action = ACTION.formatted(name[0], name[1], StoreLibraries.version(cause.library()));
        return new FailureAnalysis(String.valueOf(cause.getMessage()), action, rootFailure);
    }
}
