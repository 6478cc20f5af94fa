package io.litestream4j.replica;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;

/** Our classes once more, on a class path that lacks a library. */
public final class WithoutLibrary extends URLClassLoader {

    private final String hidden;

    private WithoutLibrary(URL ours, String hidden) {
        super(new URL[] {ours}, WithoutLibrary.class.getClassLoader());
        this.hidden = hidden;
    }

    /**
     * Makes a client as if no class were there whose name begins with {@code hidden}, and throws what that throws, which is
     * of another class loader unless it is the JDK's own.
     */
    public static void create(String hidden, String url) throws Throwable {
        URL ours = ReplicaClients.class.getProtectionDomain().getCodeSource().getLocation();
        try (WithoutLibrary loader = new WithoutLibrary(ours, hidden)) {
            Class<?> urlType = loader.loadClass(ReplicaUrl.class.getName());
            Class<?> optionsType = loader.loadClass(ReplicaOptions.class.getName());
            Object parsed = urlType.getMethod("parse", String.class).invoke(null, url);
            Object options = optionsType.getMethod("of", urlType).invoke(null, parsed);
            loader.loadClass(ReplicaClients.class.getName())
                    .getMethod("create", optionsType)
                    .invoke(null, options);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(hidden)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("io.litestream4j.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
