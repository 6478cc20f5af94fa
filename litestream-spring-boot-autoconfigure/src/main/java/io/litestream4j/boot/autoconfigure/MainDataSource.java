package io.litestream4j.boot.autoconfigure;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Tells whether a bean is the application's main {@code DataSource}: the one that is injected when nothing more is
 * said. Depends on bean definitions only, so that the answer is the same at every start.
 */
record MainDataSource(ConfigurableListableBeanFactory beanFactory) implements Predicate<String> {

    @Override
    public boolean test(String beanName) {
        List<String> primary = names(BeanDefinition::isPrimary);
        List<String> candidates = primary.isEmpty() ? names(MainDataSource::isCandidate) : primary;
        return candidates.equals(List.of(beanName));
    }

    private List<String> names(Predicate<BeanDefinition> condition) {
        return Stream.of(beanFactory.getBeanNamesForType(DataSource.class, true, false))
                .filter(name -> beanFactory.containsBeanDefinition(name)
                        && condition.test(beanFactory.getMergedBeanDefinition(name)))
                .toList();
    }

    private static boolean isCandidate(BeanDefinition definition) {
        return definition.isAutowireCandidate()
                && !definition.isFallback()
                && !(definition instanceof AbstractBeanDefinition bean && !bean.isDefaultCandidate());
    }
}
