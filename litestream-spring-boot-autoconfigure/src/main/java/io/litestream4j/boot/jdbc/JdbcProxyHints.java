package io.litestream4j.boot.jdbc;

import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Tells a native image of the JDBC interface that is proxied, and whose methods the proxy calls. */
public final class JdbcProxyHints implements RuntimeHintsRegistrar {

    /** Creates the registrar. */
    public JdbcProxyHints() {}

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.proxies().registerJdkProxy(ResultSet.class);
        hints.reflection().registerType(ResultSet.class, MemberCategory.INVOKE_PUBLIC_METHODS);
    }
}
