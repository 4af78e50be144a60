package interleave.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerOptionsTest {

    @TempDir
    Path folder;

    @Test
    void launchJarStandsForTheJarsThatItsManifestNames() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/a.jar lib/b.jar");
        Path launch = folder.resolve("launch.jar");
        new JarOutputStream(Files.newOutputStream(launch), manifest).close();
        Path classes = folder.resolve("classes");
        assertEquals(
                List.of(launch, folder.resolve("lib/a.jar"), folder.resolve("lib/b.jar"), classes),
                CompilerOptions.classPath(launch + File.pathSeparator + classes).toList());
    }

    @Test
    void cellsCompileAgainstWhatTheyMayNameOnly() {
        String classPath = String.join(
                File.pathSeparator,
                "interleave.jar",
                "interleave-sources.jar",
                "tablesaw-core-1.jar",
                "jackson-core-2.jar");
        assertEquals(
                List.of(
                        "--enable-preview",
                        "-source",
                        "25",
                        "-classpath",
                        "interleave.jar" + File.pathSeparator + "tablesaw-core-1.jar"),
                CompilerOptions.forCells(classPath));
    }
}
