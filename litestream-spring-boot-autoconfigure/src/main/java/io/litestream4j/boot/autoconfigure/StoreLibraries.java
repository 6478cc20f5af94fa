package io.litestream4j.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The libraries of stores that this build was tested with. */
final class StoreLibraries {

    private static final String RESOURCE = "store-libraries.properties";

    private StoreLibraries() {}

    /** Returns the version of a library, {@code group:artifact}. */
    static String version(String library) {
        try {
            Properties versions =
                    PropertiesLoaderUtils.loadProperties(new ClassPathResource(RESOURCE, StoreLibraries.class));
            String version = versions.getProperty(library);
            if (version == null) {
                throw new IllegalStateException(RESOURCE + " has no version of " + library);
            }
            return version;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
