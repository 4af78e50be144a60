/**
 * Figures as data: what Tablesaw's plotting library builds, as the JSON that plotly.js draws, under one theme.
 *
 * <p>Floor 5. It knows neither kernel nor page; {@link interleave.lab.plot.PlotlyJson} is its door.
 */
package interleave.lab.plot;
