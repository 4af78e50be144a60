package interleave;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** Holds the floors of the library: a package uses lower floors, or its own without a cycle. */
@AnalyzeClasses(packages = "interleave", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsTest {

    @ArchTest
    static final ArchRule floors = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("notebook face")
            .definedBy("interleave.lab..", "interleave.kernel..")
            .layer("evidence")
            .definedBy(
                    "interleave.bench..",
                    "interleave.stress..",
                    "interleave.claim..",
                    "interleave.exercise..",
                    "interleave.workload..",
                    "interleave.broken..")
            .layer("trial")
            .definedBy("interleave.trial..")
            .layer("patterns")
            .definedBy(
                    "interleave.pool..",
                    "interleave.steal..",
                    "interleave.parallel..",
                    "interleave.actor..",
                    "interleave.async..",
                    "interleave.scope..")
            .layer("primitives")
            .definedBy(
                    "interleave.channel..",
                    "interleave.lock..",
                    "interleave.atomic..",
                    "interleave.queue..",
                    "interleave.sync..")
            .layer("ground")
            .definedBy("interleave.event..")
            .whereLayer("notebook face")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("evidence")
            .mayOnlyBeAccessedByLayers("notebook face")
            .whereLayer("trial")
            .mayOnlyBeAccessedByLayers("notebook face", "evidence")
            .whereLayer("patterns")
            .mayOnlyBeAccessedByLayers("notebook face", "evidence", "trial")
            .whereLayer("primitives")
            .mayOnlyBeAccessedByLayers("notebook face", "evidence", "trial", "patterns");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("interleave.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheKernelPackageKnowsTheKernel = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("interleave.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.dflib..");

    @ArchTest
    static final ArchRule lowerFloorsNeedTheJdkAlone = ArchRuleDefinition.noClasses()
            .that()
            .resideInAnyPackage(
                    "interleave.event..",
                    "interleave.channel..",
                    "interleave.lock..",
                    "interleave.atomic..",
                    "interleave.queue..",
                    "interleave.sync..",
                    "interleave.pool..",
                    "interleave.steal..",
                    "interleave.parallel..",
                    "interleave.actor..",
                    "interleave.async..",
                    "interleave.scope..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "jdk..", "interleave..")
            .allowEmptyShould(true);
}
