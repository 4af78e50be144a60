package interleave.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecInstallerTest {

    @TempDir
    Path temp;

    private Path kernelspec() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("with \"quotes\" and spaces"));
        Files.write(folder.resolve("jjava.jar"), new byte[] {1});
        return folder;
    }

    private Path jar(String name, int content) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("jars"));
        return Files.write(folder.resolve(name), new byte[] {(byte) content});
    }

    @Test
    void kernelspecNamesTheRunningJavaAndItsOwnFiles() throws IOException {
        Path folder = kernelspec();
        KernelSpecInstaller.main(
                new String[] {folder.toString(), jar("a.jar", 1).toString()});
        JsonNode spec = new ObjectMapper().readTree(Files.readString(folder.resolve("kernel.json")));
        Path java = Path.of(spec.get("argv").get(0).asText());
        assertTrue(java.isAbsolute() && Files.isExecutable(java), () -> "not a program: " + java);
        assertEquals("java", spec.get("language").asText());
        assertTrue(spec.get("argv").toString().contains("{connection_file}"));
        try (JarFile launch = new JarFile(folder.resolve("launch.jar").toFile())) {
            Attributes attributes = launch.getManifest().getMainAttributes();
            assertEquals("jjava.jar lib/a.jar", attributes.getValue(Attributes.Name.CLASS_PATH));
            assertEquals(KernelLauncher.class.getName(), attributes.getValue(Attributes.Name.MAIN_CLASS));
        }
    }

    @Test
    void kernelspecNamesTheLearnersFolderIfTheBuildDoes() {
        String json = KernelSpecInstaller.kernelJson(temp, "java", Optional.of(Path.of("/a \"b\"/my")));
        assertTrue(json.contains("\"-Dinterleave.my=/a \\\"b\\\"/my\""), json);
        assertFalse(
                KernelSpecInstaller.kernelJson(temp, "java", Optional.empty()).contains("interleave.my"));
    }

    @Test
    void installingAgainReplacesJarsAndRemovesThoseNoLongerNeeded() throws IOException {
        Path folder = kernelspec();
        Path old = jar("old.jar", 1);
        Path kept = jar("kept.jar", 1);
        KernelSpecInstaller.main(new String[] {folder.toString(), old.toString(), kept.toString()});
        jar("kept.jar", 2);
        KernelSpecInstaller.main(new String[] {folder.toString(), kept.toString()});
        assertFalse(Files.exists(folder.resolve("lib/old.jar")));
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(folder.resolve("lib/kept.jar")));
        try (var files = Files.list(folder.resolve("lib"))) {
            assertEquals(1, files.count(), "nothing half-written may stay");
        }
    }

    @Test
    void copyThatFailsLeavesTheFormerKernelspecWhole() throws IOException {
        Path folder = kernelspec();
        Path first = jar("a.jar", 1);
        KernelSpecInstaller.main(new String[] {folder.toString(), first.toString()});
        String spec = Files.readString(folder.resolve("kernel.json"));
        jar("a.jar", 2);
        String classPath = first + File.pathSeparator + temp.resolve("gone.jar");
        assertThrows(IOException.class, () -> KernelSpecInstaller.main(new String[] {folder.toString(), classPath}));
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(folder.resolve("lib/a.jar")));
        assertEquals(spec, Files.readString(folder.resolve("kernel.json")));
        try (var files = Files.list(folder.resolve("lib"))) {
            assertEquals(1, files.count(), "nothing half-written may stay");
        }
    }
}
