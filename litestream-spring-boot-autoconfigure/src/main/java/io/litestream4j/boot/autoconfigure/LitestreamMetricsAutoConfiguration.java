package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.boot.metrics.LitestreamMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** {@link EnableAutoConfiguration Auto-configuration} for {@link LitestreamMetrics}. */
@AutoConfiguration(
        after = LitestreamAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({Litestream.class, MeterRegistry.class})
public final class LitestreamMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LitestreamMetrics litestreamMetrics(Litestream litestream, ListableBeanFactory beanFactory) {
        return new LitestreamMetrics(() -> databases(litestream, beanFactory), InstantSource.system());
    }

    /**
     * A database is known from when its {@code DataSource} was made, so lazy ones are made now; but not those of other scopes,
     * which somebody would have to close.
     */
    private static List<LitestreamDatabase> databases(Litestream litestream, ListableBeanFactory beanFactory) {
        beanFactory.getBeansOfType(DataSource.class, false, true);
        return litestream.databases();
    }
}
