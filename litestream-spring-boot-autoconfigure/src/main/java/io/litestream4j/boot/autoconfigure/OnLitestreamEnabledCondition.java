package io.litestream4j.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code litestream.enabled} is false, in any form that Spring Boot converts to a boolean. What is neither fails
 * the start: a backup that is switched off by a typing error is noticed when it is needed.
 */
final class OnLitestreamEnabledCondition extends SpringBootCondition {

    private static final String KEY = "litestream.enabled";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean enabled = isEnabled(Binder.get(context.getEnvironment()));
        return new ConditionOutcome(
                enabled, ConditionMessage.forCondition("Litestream").because(KEY + " is " + enabled));
    }

    private static boolean isEnabled(Binder binder) {
        try {
            return binder.bind(KEY, Boolean.class).orElse(true);
        } catch (BindException e) {
            throw new InvalidLitestreamPropertyException(
                    "The property '" + KEY + "' is '"
                            + binder.bind(KEY, String.class).get() + "', which is neither true nor false.",
                    "Set it to 'true' or 'false', or leave it out, which is 'true'.",
                    e);
        }
    }
}
