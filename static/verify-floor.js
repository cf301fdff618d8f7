// Says what is needed where verify.js can't run: an old browser. Plain ES5.
(function () {
  function lacks() {
    return !(
      document.documentElement.getAttribute("data-ready") &&
      window.BigInt && window.Worker && window.TransformStream && Array.prototype.findLast && Object.hasOwn
    );
  }
  window.addEventListener("load", function () {
    var needed = document.getElementById("needed");
    if (lacks()) {
      needed.hidden = false;
      document.getElementById("page").hidden = true;
    }
  });
})();
