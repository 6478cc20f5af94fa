package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests for {@link MainDataSource}. */
class MainDataSourceTests {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    private final MainDataSource main = new MainDataSource(beans);

    @Test
    void theOnlyOneIsTheMainOne() {
        add("notes");
        assertThat(main.test("notes")).isTrue();
        assertThat(main.test("other")).isFalse();
    }

    @Test
    void ofSeveralThePrimaryIsTheMainOne() {
        add("notes").setPrimary(true);
        add("side");
        assertThat(main.test("notes")).isTrue();
        assertThat(main.test("side")).isFalse();
    }

    @Test
    void ofSeveralTheOnlyCandidateIsTheMainOne() {
        add("notes");
        add("side").setDefaultCandidate(false);
        add("more").setAutowireCandidate(false);
        add("spare").setFallback(true);
        assertThat(main.test("notes")).isTrue();
        assertThat(main.test("side")).isFalse();
    }

    @Test
    void ofSeveralEqualOnesNoneIsTheMainOne() {
        add("notes");
        add("side");
        assertThat(main.test("notes")).isFalse();
        assertThat(main.test("side")).isFalse();
    }

    private RootBeanDefinition add(String name) {
        RootBeanDefinition definition = new RootBeanDefinition(DataSource.class, DriverManagerDataSource::new);
        beans.registerBeanDefinition(name, definition);
        return definition;
    }
}
