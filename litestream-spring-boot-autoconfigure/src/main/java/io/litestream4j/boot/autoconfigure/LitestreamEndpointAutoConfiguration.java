package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import io.litestream4j.boot.LitestreamOperations;
import io.litestream4j.boot.actuate.LitestreamEndpoint;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.invoke.ParameterValueMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** {@link EnableAutoConfiguration Auto-configuration} for the {@link LitestreamEndpoint}. */
@AutoConfiguration(after = LitestreamAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(Litestream.class)
@ConditionalOnAvailableEndpoint(LitestreamEndpoint.class)
public final class LitestreamEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LitestreamEndpoint litestreamEndpoint(Litestream litestream, LitestreamOperations operations) {
        return new LitestreamEndpoint(litestream::databases, operations, InstantSource.system());
    }

    /** The first, so that those of the application are around it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    QueryParameterAdvisor litestreamQueryParameterAdvisor(
            ObjectProvider<LitestreamEndpoint> endpoint, ObjectProvider<ParameterValueMapper> mapper) {
        return new QueryParameterAdvisor(endpoint, mapper);
    }

    @Bean
    ParameterMessageAdvisor litestreamParameterMessageAdvisor() {
        return new ParameterMessageAdvisor();
    }
}
