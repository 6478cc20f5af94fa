package io.litestream4j.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains an {@link InvalidLitestreamPropertyException}. */
final class InvalidLitestreamPropertyFailureAnalyzer
        extends AbstractFailureAnalyzer<InvalidLitestreamPropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidLitestreamPropertyException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), rootFailure);
    }
}
