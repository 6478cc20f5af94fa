package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import io.litestream4j.boot.actuate.LitestreamSanitizingFunction;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** {@link EnableAutoConfiguration Auto-configuration} for the {@link LitestreamSanitizingFunction}. */
@AutoConfiguration
@ConditionalOnClass({Litestream.class, SanitizingFunction.class})
public final class LitestreamSanitizingAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LitestreamSanitizingFunction litestreamSanitizingFunction() {
        return new LitestreamSanitizingFunction();
    }
}
