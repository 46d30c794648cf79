package io.github.zerobus.records.ddl;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of an application and of its libraries. If a class path is given, it replaces that of this process, and
 * this library is added to it: {@code java -jar} takes no other class path.
 *
 * @param loader of the classes
 */
record ClassPath(ClassLoader loader) implements Closeable {

    static ClassPath of(@Nullable String classPath) {
        ClassLoader own = ClassPath.class.getClassLoader();
        if (classPath == null) {
            return new ClassPath(own);
        }
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            files(entry).forEach(file -> urls.add(url(file)));
        }
        urls.add(ClassPath.class.getProtectionDomain().getCodeSource().getLocation());
        return new ClassPath(new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
    }

    /** A star stands for the jars of a folder, as on the command line of Java. */
    private static List<File> files(String entry) {
        if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*")) {
            File folder = new File(entry.equals("*") ? "." : entry.substring(0, entry.length() - 1));
            File[] jars = folder.listFiles((parent, name) -> name.endsWith(".jar"));
            if (jars == null) {
                throw new IllegalArgumentException(
                        "the folder of '" + entry + "' does not exist; correct --class-path");
            }
            Arrays.sort(jars);
            return List.of(jars);
        }
        if (!new File(entry).exists()) {
            throw new IllegalArgumentException("'" + entry + "' does not exist; correct --class-path");
        }
        return List.of(new File(entry));
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads this library again by the loader, so that it sees the libraries of the application. */
    String statement(DdlArguments arguments) throws ReflectiveOperationException {
        Method statement = Class.forName(TableStatement.class.getName(), true, loader)
                .getDeclaredMethod("of", String.class, String.class, String.class);
        // Another loader makes another package of the same name.
        statement.setAccessible(true);
        return String.valueOf(statement.invoke(null, arguments.type(), arguments.table(), arguments.naming()));
    }

    @Override
    public void close() {
        if (loader instanceof URLClassLoader owned && loader != ClassPath.class.getClassLoader()) {
            try {
                owned.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
