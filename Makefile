##! Interleave: a laboratory for concurrency in Java
##!
##! Learn
##!   make lab               open your copies of the chapters in JupyterLab
##!   make html              run every chapter and export it to site/
##!                          (CH=01: that one; MINE=1: your copies; FILE=path: that notebook)
##!   make reset CH=01       renew your copy of a chapter and keep the old one beside it
##!   make progress          how many exercises you have solved and predictions made, by chapter
##!   make logs FILE=path    count the entries of a log file by severity (JSON=1: as one JSON object)
##!
##! Measure
##!   make bench             run the benchmarks (FILTER=regex: those whose name matches)
##!   make stress            run the core of the memory-model tests (FILTER=regex: others; BUDGET=quick: all)
##!   BUDGET=quick, normal or thorough: how long lab, html, bench, stress and test may measure (html, test: quick)
##!
##! Change
##!   make test              all fast tests: the library's and the notebooks' (make test-all: the slow ones too)
##!   make edit CH=03        write a chapter as Markdown into .edit/
##!   make save CH=03        bring it back into the notebook
##!
##! Mend
##!   make doctor            what is installed here, what is missing, how to mend it
##!   make clean             remove what was built (ALL=1: the environment too); your notebooks, what you
##!                          edit and the results of benchmarks stay
##!
##! Each sets up by itself what it needs, once; `make setup` does only that. NO_CONDA=1: do not use conda.
##! In a FILE, a dollar sign is written $$.

# GNU make 3.81 and later, in a folder of any name: recipes use no absolute path and no make function on a path.
# What a person types goes to the shell by the environment ("$$FILE"), so that blanks and quotes in it are safe.
# A switch is off when it is empty or 0. BUDGET is chosen here and nowhere else: who measures asks the environment.
SHELL = /bin/sh
RUN = sh notebooks/tools/bootstrap.sh
NORMALLY = INTERLEAVE_BUDGET="$${BUDGET:-normal}"
QUICKLY = INTERLEAVE_BUDGET="$${BUDGET:-quick}"
.DEFAULT_GOAL := help
.PHONY: help setup lab html reset progress logs bench stress test test-all edit save doctor clean lock plotly

help:
	@sed -n 's/^##! \{0,1\}//p' Makefile

setup:
	@$(RUN) setup

lab:
	@$(NORMALLY) $(RUN) learner.py lab $(ARGS)

html:
	@$(QUICKLY) $(RUN) export.py $(if $(CH),--chapter "$$CH") $(if $(filter-out 0,$(MINE)),--mine) $(if $(FILE),"$$FILE")

reset:
	@$(RUN) learner.py reset "$$CH"

progress:
	@$(RUN) run.py progress

logs:
	@$(RUN) run.py logs --file="$$FILE" $(if $(filter-out 0,$(JSON)),--json)

bench:
	@$(NORMALLY) $(RUN) run.py bench --filter="$$FILTER"

stress:
	@$(NORMALLY) $(RUN) run.py stress --filter="$$FILTER"

test:
	@$(QUICKLY) $(RUN) run.py test

test-all:
	@$(QUICKLY) $(RUN) run.py test-all

edit:
	@$(RUN) author.py edit "$$CH"

save:
	@$(RUN) author.py save "$$CH"

doctor:
	@$(RUN) doctor

# Built is what can be made again: neither an author's text nor the results of a benchmark can.
clean:
	@rm -rf site .site-* target $(if $(filter-out 0,$(ALL)),.venv) && { [ ! -d lib/target ] || find lib/target -mindepth 1 -maxdepth 1 ! -name bench -exec rm -rf {} +; }

# For maintainers: what notebooks/requirements.in asks for, with all it needs, for every system, with hashes.
lock:
	@uv pip compile -q --universal --generate-hashes --python-version 3.10 --no-header -o notebooks/requirements.txt notebooks/requirements.in

# For maintainers: the plotly.js that lib/src/main/resources/interleave/lab/plot/plotly-cartesian.properties names.
plotly:
	@$(RUN) vendor.py
